"""Parts that several GraphQL documents share; neighbour of `documents`."""

RUNS = """
fragment Runs on CheckSuiteConnection {
  pageInfo { hasNextPage endCursor }
  nodes {
    status
    conclusion
    branch { name }
    workflowRun {
      databaseId
      event
      createdAt
      updatedAt
      url
      workflow { name }
      file { path }
    }
  }
}
"""

CHECKS = """
fragment Checks on Commit {
  tree { oid }
  checkSuites(first: 20, filterBy: { appId: $actions }) { ...Runs }
  cords: checkSuites(first: 1, filterBy: { appId: $app, checkName: $cord }) {
    nodes {
      checkRuns(first: 10, filterBy: { checkType: LATEST }) {
        nodes { databaseId name status conclusion externalId title }
      }
    }
  }
}
"""

COMMITS = """
fragment Commits on CommitHistoryConnection {
  nodes {
    id
    oid
    committedDate
    messageHeadline
    tree { oid }
    author { name user { login } }
    parents(first: 1) { nodes { oid } }
    checkSuites(first: 50, filterBy: { appId: $actions }) { ...Runs }
  }
}
"""

SHARED = """
fragment Shared on Commit {
  message
  tree { oid }
  author { user { login } }
  signature { isValid wasSignedByGitHub }
}
"""

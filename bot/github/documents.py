"""The GraphQL documents. Each is validated against GitHub's own schema by the tests."""

from bot.github.fragments import CHECKS, COMMITS, RUNS, SHARED
from bot.github.pulls import APPROVALS, BASES, DEQUEUED, ENQUEUE, GROUPS, QUEUE, REVIEWS, STANDING, TOUCHED
from bot.github.said import SAID

SCAN = (
    """
query Scan($ids: [ID!]!, $app: Int!, $actions: Int!, $cord: String!, $pullsAfter: String) {
  rateLimit { cost remaining }
  nodes(ids: $ids) {
    ... on Repository {
      id
      databaseId
      nameWithOwner
      isArchived
      isFork
      isPrivate
      hasIssuesEnabled
      defaultBranchRef {
        name
        target {
          ... on Commit {
            oid
            history(first: 30) { ...Commits }
            recent: history(first: 5) { nodes { statusCheckRollup { state } } }
          }
        }
      }
      config: object(expression: "HEAD:.github/andon.yml") { ... on Blob { text isTruncated } }
      owner {
        repositories(first: 1) { totalCount }
        repository(name: ".github") {
          id
          databaseId
          nameWithOwner
          defaultBranchRef { target { ... on Commit { tree { oid } } } }
          config: object(expression: "HEAD:andon.yml") { ... on Blob { text isTruncated } }
          approved: object(expression: "refs/andon/guard:andon.yml") { ... on Blob { text isTruncated } }
          fuse: ref(qualifiedName: "refs/andon/fuse") { target { oid ...Shared } }
          guard: ref(qualifiedName: "refs/andon/guard") { target { oid ...Shared } }
        }
      }
      workflows: object(expression: "HEAD:.github/workflows") { ... on Tree { entries { name } } }
      claims: refs(refPrefix: "refs/andon/", first: 100) {
        pageInfo { hasNextPage }
        nodes { name target { oid ...Shared } }
      }
      groups: refs(refPrefix: "refs/heads/gh-readonly-queue/", first: 1) { nodes { name } }
      talkedIssue: issues(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { updatedAt } }
      talkedPull: pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { updatedAt } }
      pullRequests(states: [OPEN], first: 50, after: $pullsAfter) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id
          number
          title
          headRefOid
          headRefName
          baseRefName
          isDraft
          isCrossRepository
          mergeable
          mergeStateStatus
          reviewDecision
          createdAt
          author { login __typename }
          autoMergeRequest { enabledAt }
          commits(last: 1) {
            nodes {
              commit {
                id
                oid
                committedDate
                ...Checks
              }
            }
          }
        }
      }
    }
  }
}
"""
    + CHECKS
    + COMMITS
    + RUNS
    + SHARED
)
"""Everything a pass must know of repositories that are green; the rest is read where it is needed."""

HISTORY = (
    """
query History($id: ID!, $oid: GitObjectID!, $actions: Int!) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository { object(oid: $oid) { ... on Commit { history(first: 30) { ...Commits } } } }
  }
}
"""
    + COMMITS
    + RUNS
)
"""The history from a commit on: GitHub lists a merged branch's commits before the first parent's."""

VERSIONS = """
query Versions($id: ID!, $path: String!, $org: Boolean!) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      defaultBranchRef @skip(if: $org) { target { ...Versions } }
      owner @include(if: $org) { repository(name: ".github") { defaultBranchRef { target { ...Versions } } } }
    }
  }
}
fragment Versions on Commit {
  history(first: 20, path: $path) {
    nodes { oid file(path: $path) { object { ... on Blob { text isTruncated } } } }
  }
}
"""
"""The versions of a configuration file, newest first: the last valid one holds while it is broken."""

BRANCHES = """
query Branches($id: ID!, $prefix: String!, $after: String) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      refs(refPrefix: $prefix, first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { prefix name }
      }
    }
  }
}
"""
"""The names of the branches under a prefix, where the configuration makes lines of more than the default one."""

LINE = (
    """
query Line($id: ID!, $ref: String!, $tree: String!, $actions: Int!) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      ref(qualifiedName: $ref) {
        target {
          ... on Commit {
            oid
            history(first: 30) { ...Commits }
            recent: history(first: 5) { nodes { statusCheckRollup { state } } }
          }
        }
      }
      workflows: object(expression: $tree) { ... on Tree { entries { name } } }
    }
  }
}
"""
    + COMMITS
    + RUNS
)
"""What the scan reads of the default branch, of another line."""

FOLDER = """
query Folder($id: ID!, $expression: String!) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      object(expression: $expression) { __typename ... on Tree { entries { name type } } }
    }
  }
}
"""
"""What is in one folder, where files are required to be there."""

TEMPLATE = """
query Template($id: ID!, $expression: String!) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      owner {
        repository(name: ".github") {
          isPrivate
          object(expression: $expression) { ... on Blob { text isTruncated } }
        }
      }
    }
  }
}
"""
"""A file of the organisation's repository `.github`."""

REPORTED = """
query Reported($ids: [ID!]!, $after: String) {
  rateLimit { cost remaining }
  nodes(ids: $ids) {
    ... on Commit {
      id
      statusCheckRollup {
        contexts(first: 100, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes {
            __typename
            ... on CheckRun {
              databaseId
              name
              conclusion
              startedAt
              completedAt
              url
              checkSuite { createdAt app { databaseId slug } workflowRun { event workflow { name } } }
            }
            ... on StatusContext { context state createdAt targetUrl creator { __typename login } }
          }
        }
      }
    }
  }
}
"""
"""All that anybody reported of commits: where checks of others than Actions count, or required ones are told apart."""

SUITES = (
    """
query Suites($id: ID!, $oid: GitObjectID!, $actions: Int!, $after: String) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      object(oid: $oid) {
        ... on Commit { checkSuites(first: 100, after: $after, filterBy: { appId: $actions }) { ...Runs } }
      }
    }
  }
}
"""
    + RUNS
)
"""The check suites of one commit that has more of them than the scan lists."""

JOBS = """
query Jobs($id: ID!, $number: Int!, $known: Boolean!, $after: String) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      issue(number: $number) @include(if: $known) {
        ...Job
        comments(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Said } }
      }
      newest: issues(first: 20, states: [OPEN], orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes { number body }
      }
      labelled: issues(first: 50, states: [OPEN], labels: ["andon"]) { nodes { number body } }
    }
  }
}
fragment Job on Issue {
  number
  title
  body
  state
  createdAt
  closedAt
  author { login __typename }
  labels(first: 50) { nodes { name } }
  timelineItems(last: 20, itemTypes: [REOPENED_EVENT]) {
    nodes { ... on ReopenedEvent { createdAt actor { __typename } } }
  }
}
fragment Said on IssueComment {
  databaseId
  body
  author { login __typename }
  editor { login __typename }
}
"""
"""A claimed job by its number, and where others of its key would be: GitHub's lists by label may lag behind."""

ALL: dict[str, str] = {
    "Scan": SCAN,
    "History": HISTORY,
    "Versions": VERSIONS,
    "Branches": BRANCHES,
    "Line": LINE,
    "Folder": FOLDER,
    "Template": TEMPLATE,
    "Reported": REPORTED,
    "Suites": SUITES,
    "Groups": GROUPS,
    "Queue": QUEUE,
    "Enqueue": ENQUEUE,
    "Bases": BASES,
    "Dequeued": DEQUEUED,
    "Jobs": JOBS,
    "Reviews": REVIEWS,
    "Said": SAID,
    "Standing": STANDING,
    "Touched": TOUCHED,
    "Approvals": APPROVALS,
}

"""The GraphQL documents about single pull requests and merge groups; neighbour of `documents`."""

from bot.github.fragments import CHECKS, RUNS

GROUPS = (
    """
query Groups($id: ID!, $app: Int!, $actions: Int!, $cord: String!, $after: String) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      refs(refPrefix: "refs/heads/gh-readonly-queue/", first: 50, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { prefix name target { ... on Commit { id oid committedDate ...Checks } } }
      }
    }
  }
}
"""
    + CHECKS
    + RUNS
)
"""The merge groups of a repository whose scan lists one."""

QUEUE = """
query Queue($id: ID!, $branch: String!) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository { mergeQueue(branch: $branch) { id configuration { checkResponseTimeout } } }
  }
}
"""
"""How long a merge queue waits for a group's checks, in minutes; null where the branch has no queue."""

ENQUEUE = """
mutation Enqueue($pull: ID!, $head: GitObjectID!) {
  enqueuePullRequest(input: { pullRequestId: $pull, expectedHeadOid: $head }) { mergeQueueEntry { id } }
}
"""
"""Put a pull request into its base's merge queue."""

BASES = """
query Bases($id: ID!, $number: Int!) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      pullRequest(number: $number) {
        headRepository { nameWithOwner owner { login } }
        timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) {
          nodes {
            ... on BaseRefChangedEvent { createdAt }
            ... on AutomaticBaseChangeSucceededEvent { createdAt }
          }
        }
      }
    }
  }
}
"""
"""When a pull request was last given another base, and whose branch it is."""

STANDING = """
query Standing($ids: [ID!]!) {
  rateLimit { cost remaining }
  nodes(ids: $ids) {
    ... on PullRequest {
      number
      viewerCanUpdateBranch
      latestOpinionatedReviews(first: 50, writersOnly: true) { nodes { state submittedAt } }
      timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) {
        nodes {
          ... on BaseRefChangedEvent { createdAt }
          ... on AutomaticBaseChangeSucceededEvent { createdAt }
        }
      }
    }
  }
}
"""
"""Whether pull requests' branches can be updated by whoever asks; since when they are approved, and on their base."""

DEQUEUED = """
query Dequeued($ids: [ID!]!) {
  rateLimit { cost remaining }
  nodes(ids: $ids) {
    ... on PullRequest {
      number
      isInMergeQueue
      reviewDecision
      timelineItems(last: 1, itemTypes: [ADDED_TO_MERGE_QUEUE_EVENT, REMOVED_FROM_MERGE_QUEUE_EVENT]) {
        nodes {
          ... on AddedToMergeQueueEvent { createdAt actor { __typename } }
          ... on RemovedFromMergeQueueEvent { createdAt actor { __typename } }
        }
      }
    }
  }
}
"""
"""Whether pull requests are in their merge queues, and who put each in or out last."""

REVIEWS = """
query Reviews($id: ID!, $number: Int!) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      pullRequest(number: $number) {
        reviewDecision
        latestOpinionatedReviews(first: 50, writersOnly: true) { nodes { state commit { oid } } }
      }
    }
  }
}
"""
"""What reviewers who may write think of a pull request: where no review is required, GitHub decides nothing."""

TOUCHED = """
query Touched($id: ID!, $base: String!, $after: String) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      pullRequests(states: [OPEN], baseRefName: $base, first: 25, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          number
          headRefOid
          files(first: 100) { pageInfo { hasNextPage } nodes { path } }
        }
      }
    }
  }
}
"""
"""The files that open pull requests change, where some may be unrelated to a red line."""

APPROVALS = """
query Approvals($id: ID!, $number: Int!, $teams: Boolean!) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on Repository {
      pullRequest(number: $number) {
        commits(last: 100) { nodes { commit { author { user { login } } committer { user { login } } } } }
        latestOpinionatedReviews(first: 100, writersOnly: true) {
          nodes {
            state
            author { __typename login }
            commit { oid }
            onBehalfOf(first: 20) @include(if: $teams) { nodes { combinedSlug } }
          }
        }
      }
    }
  }
}
"""
"""Who that may write approves a pull request or wants changes, for which teams, and who made its head."""

"""The GraphQL document about one comment that may be a command; neighbour of `documents`, which lists it."""

SAID = """
query Said($id: ID!, $pull: Boolean!) {
  rateLimit { cost remaining }
  node(id: $id) {
    ... on IssueComment {
      body
      createdAt
      lastEditedAt
      includesCreatedEdit
      reactionGroups { content viewerHasReacted }
      issue @skip(if: $pull) {
        state
        timelineItems(last: 1, itemTypes: [TRANSFERRED_EVENT]) { nodes { ... on TransferredEvent { createdAt } } }
      }
      pullRequest @include(if: $pull) {
        state
        baseRefName
        headRefOid
        author { login }
        commits(last: 100) { nodes { commit { author { user { login } } committer { user { login } } } } }
      }
    }
  }
}
"""
"""What REST's list of comments does not tell: edits, our own reactions, and what the comment stands on."""

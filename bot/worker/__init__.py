"""What runs inside Actions: the fence, the fix job with its fixers, the propose job.

The fix job runs the repository's code with a token that can only read, and gives a patch. The propose
job runs none of it, vets the patch, and opens the pull request with a token made for it alone.
"""

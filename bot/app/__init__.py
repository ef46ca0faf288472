"""The App's server: webhooks in, passes out, tokens for workers."""

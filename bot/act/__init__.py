"""Plan → GitHub. Each effect is idempotent or guarded; the words people read are rendered here."""

"""How good a handout is, as far as a machine can tell: reading level, PEMAT-P, the CDC Clear Communication Index, evidence."""

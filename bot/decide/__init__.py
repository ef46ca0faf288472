"""What is known → what shall be done. Pure: no clock, randomness, environment or I/O."""

"""The one-machine province behind `make run`, and the servers the tests talk to.

Owns: a private RabbitMQ node, a private mongod, their passwords and keys, the environment of every process.
Promises: loopback only; everything is derived from (run directory, base port), so several stand side by side.
Does not: serve production. mongod 6.0 from the wheel is old and unpatched.
"""

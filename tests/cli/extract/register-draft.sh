# A register that a program has drafted is none before somebody has looked at it.
. "$CASE/demo.inc"; name_rules='"review": "guessed by its name"'; demo
extract

# An unknown key, an unknown kind, a column that is not there, no key.
. "$TOP/tests/inspect.sh"; inspect_site
try() { echo "$1" >pipelines/demo/inspect.json; inspect; echo $?; }
try '{ "key": "pseudonym", "alow": [] }'
try '{ "key": "pseudonym", "allow": [ { "column": "area", "kinds": ["mobil"], "basis": "条例" } ] }'
try '{ "key": "pseudonym", "allow": [ { "column": "phone", "kinds": ["mobile"], "basis": "条例" } ] }'
try '{ "key": "pseudonym", "allow": [ { "column": "area", "kinds": [], "basis": "条例" } ] }'
try '{ "key": "other" }'

#!/bin/sh
# Brings every network container and peering of an Atlas project under management of the selected stack.
# Usage: ./import.sh PROJECT_ID, with the credentials for Atlas in the environment (MONGODB_ATLAS_...).
set -eu
cd "$(dirname "$0")"

# 1. What is there? Look the table over: it goes to the terminal, the list to import.json.
pulumi-resource-peering import-file --project-id "${1:?give the id of the Atlas project}" --out import.json

# 2. Take all of it into the state, and write the program that means the same.
pulumi import --file import.json --out Program.cs --yes

# 3. The proof: the program and Atlas agree.
pulumi preview --expect-no-changes

#!/bin/sh
# Brings every network container and peering of an Atlas project under management of the selected stack.
# Usage: ./import.sh PROJECT_ID, with the credentials for Atlas in the environment (MONGODB_ATLAS_...).
set -eu
cd "$(dirname "$0")"
# Pulumi keeps plugins in a folder of its own; the newest there will do where none is on the PATH.
PATH=$PATH:$(ls -d "${PULUMI_HOME:-$HOME/.pulumi}"/plugins/resource-peering-v*/ 2>/dev/null | sort -V | tail -n 1)

# 1. What is there? Look the table over: it goes to the terminal, the list to import.json.
pulumi-resource-peering import-file --project-id "${1:?give the id of the Atlas project}" --out import.json

# 2. Take all of it into the state, and write the program that means the same.
pulumi import --file import.json --out Program.cs --yes

# 3. The proof: the program and Atlas agree.
pulumi preview --expect-no-changes

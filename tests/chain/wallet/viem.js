// Signs EIP-712 JSON with the npm package viem: stdin {key, typedData}, stdout {address, signature}.
"use strict";
const { privateKeyToAccount } = require("viem/accounts");

const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const account = privateKeyToAccount(asked.key);
account.signTypedData(asked.typedData).then((signature) => {
  process.stdout.write(JSON.stringify({ address: account.address, signature }));
});

// The client over viem: its own erc20Abi and erc721Abi, its encoding, decoding, signing and getEip712Domain.
import { createRequire } from "node:module";
import { EIP165, EIP2612, EIP5192, EIP5267, EIP6093 } from "./abi.mjs";

const required = createRequire(process.env.NODE_PATH + "/");
const viem = required("viem");
const { privateKeyToAccount } = required("viem/accounts");
const { getEip712Domain } = required("viem/actions");

export async function connect({ url, chainId, keys, credit, certificate }) {
  const transport = viem.http(url);
  const chain = viem.defineChain({
    id: chainId,
    name: "local",
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  });
  const reader = viem.createPublicClient({ chain, transport, pollingInterval: 20, cacheTime: 0 });
  const accounts = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, privateKeyToAccount(key)]));
  const abis = {
    credit: [...viem.erc20Abi, ...viem.parseAbi([...EIP2612, ...EIP5267, ...EIP6093])],
    certificate: [...viem.erc721Abi, ...viem.parseAbi([...EIP165, ...EIP5192, ...EIP5267, ...EIP6093])],
  };
  const errors = viem.parseAbi(EIP6093);
  const named = new Set(EIP6093.map((each) => viem.toFunctionSelector(each.replace("error", "function"))));
  const addresses = { credit, certificate };
  const at = (contract, functionName, args) => ({ address: addresses[contract], abi: abis[contract], functionName, args });

  // a refusal by the standards' names of errors; null where it is none of theirs
  async function refusedWith(asked) {
    try {
      await asked;
    } catch (problem) {
      // of Ganache's error codes viem makes no refusal, but the data is there
      const raw = [problem.walk?.((each) => each.raw)?.raw, problem.walk?.((each) => each.data)?.data];
      const data = raw.find((each) => typeof each === "string");
      if (!data) throw problem;
      if (!named.has(data.slice(0, 10))) return { error: null, args: [] };
      const { errorName, args } = viem.decodeErrorResult({ abi: errors, data });
      return { error: errorName, args: [...args] };
    }
    throw new Error("it was not refused");
  }

  const decoded = (contract, logs) =>
    viem
      .parseEventLogs({ abi: abis[contract], logs: logs.filter((log) => viem.isAddressEqual(log.address, addresses[contract])) })
      .map(({ eventName, args }) => [eventName, ...Object.values(args)]);
  const receiptOf = (hash) => reader.waitForTransactionReceipt({ hash });

  return {
    address: (who) => accounts[who].address,
    read: (contract, name, ...args) => reader.readContract(at(contract, name, args)),
    call: async (who, contract, name, ...args) =>
      (await reader.simulateContract({ ...at(contract, name, args), account: accounts[who] })).result,
    refused: (who, contract, name, ...args) =>
      refusedWith(reader.simulateContract({ ...at(contract, name, args), account: accounts[who] })),
    send: async (who, contract, name, ...args) => {
      const wallet = viem.createWalletClient({ account: accounts[who], chain, transport });
      const receipt = await receiptOf(await wallet.writeContract(at(contract, name, args)));
      if (receipt.status !== "success") throw new Error(`${name} landed and failed`);
      return decoded(contract, receipt.logs);
    },
    eventsOf: async (contract, hash) => decoded(contract, (await receiptOf(hash)).logs),
    history: async (contract) =>
      decoded(contract, await reader.getLogs({ address: addresses[contract], fromBlock: 0n, toBlock: "latest" })),
    domain: async (contract) => {
      const { fields, domain, extensions } = await getEip712Domain(reader, { address: addresses[contract] });
      return { fields, ...domain, chainId: BigInt(domain.chainId), extensions: [...extensions] };
    },
    separator: (domain) => viem.domainSeparator({ domain }),
    sign: async (who, domain, types, message) => {
      const primaryType = Object.keys(types)[0];
      const signature = viem.parseSignature(await accounts[who].signTypedData({ domain, types, primaryType, message }));
      return { v: Number(signature.v), r: signature.r, s: signature.s };
    },
    now: async () => (await reader.getBlock()).timestamp,
    close: async () => {},
  };
}

// The client over ethers: the interfaces as the standards print them, its encoding, decoding and signing.
import { createRequire } from "node:module";
import { EIP20, EIP165, EIP2612, EIP5192, EIP5267, EIP6093, EIP721 } from "./abi.mjs";

const ethers = createRequire(process.env.NODE_PATH + "/")("ethers");

export async function connect({ url, chainId, keys, credit, certificate }) {
  const settings = { staticNetwork: true, pollingInterval: 20, cacheTimeout: -1, batchMaxCount: 1 };
  const provider = new ethers.JsonRpcProvider(url, chainId, settings);
  const wallets = Object.fromEntries(
    Object.entries(keys).map(([name, key]) => [name, new ethers.Wallet(key, provider)]),
  );
  const contracts = {
    credit: new ethers.Contract(credit, [...EIP20, ...EIP2612, ...EIP5267, ...EIP6093], provider),
    certificate: new ethers.Contract(certificate, [...EIP721, ...EIP165, ...EIP5192, ...EIP5267, ...EIP6093], provider),
  };
  const plain = (value) => (value instanceof ethers.Result ? value.toArray().map(plain) : value);
  const method = (who, contract, name, args) => {
    const runner = who ? wallets[who] : provider;
    return contracts[contract].connect(runner).getFunction(`${name}(${types(contracts[contract], name, args)})`);
  };

  function types(contract, name, args) {
    const fits = (each) => each.type === "function" && each.name === name && each.inputs.length === args.length;
    return contract.interface.fragments.find(fits).inputs.map((input) => input.type).join(",");
  }

  const decoded = (contract, logs) =>
    logs
      .filter((log) => log.address === contracts[contract].target)
      .map((log) => contracts[contract].interface.parseLog(log))
      .filter((event) => event)
      .map((event) => [event.name, ...plain(event.args)]);

  return {
    address: (who) => wallets[who].address,
    read: async (contract, name, ...args) => plain(await method(null, contract, name, args).staticCall(...args)),
    call: async (who, contract, name, ...args) => plain(await method(who, contract, name, args).staticCall(...args)),
    refused: async (who, contract, name, ...args) => {
      try {
        await method(who, contract, name, args).staticCall(...args);
      } catch (problem) {
        if (problem.code !== "CALL_EXCEPTION" || !problem.data) throw problem;
        const error = contracts[contract].interface.parseError(problem.data);
        return { error: error?.name ?? null, args: error ? plain(error.args) : [] };
      }
      throw new Error("it was not refused");
    },
    send: async (who, contract, name, ...args) => {
      const receipt = await (await method(who, contract, name, args).send(...args)).wait();
      return decoded(contract, receipt.logs);
    },
    eventsOf: async (contract, hash) => decoded(contract, (await provider.getTransactionReceipt(hash)).logs),
    history: async (contract) =>
      decoded(contract, await provider.getLogs({ address: contracts[contract].target, fromBlock: 0, toBlock: "latest" })),
    domain: async (contract) => {
      const [fields, name, version, chain, verifyingContract, salt, extensions] = plain(
        await contracts[contract].eip712Domain(),
      );
      return { fields, name, version, chainId: chain, verifyingContract, salt, extensions };
    },
    separator: (domain) => ethers.TypedDataEncoder.hashDomain(domain),
    sign: async (who, domain, fields, message) => {
      const { v, r, s } = ethers.Signature.from(await wallets[who].signTypedData(domain, fields, message));
      return { v, r, s };
    },
    now: async () => BigInt((await provider.getBlock("latest")).timestamp),
    close: async () => provider.destroy(),
  };
}

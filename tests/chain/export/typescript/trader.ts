// A program of an integrator's, against the exported TypeScript package alone, with viem and with ethers.
// argv: {url, chainId, credit, auction, keys: {alice, carol}, claim: [credits, reportHash, proof]}; stdout: what happened.
import { carbonCreditAbi, creditAuctionAbi, errorsAbi } from "abate-contracts";
import { carbonCredit as ethersCredit, creditAuction as ethersAuction } from "abate-contracts/ethers";
import { carbonCredit, creditAuction, refusalOf } from "abate-contracts/viem";
import { Interface, JsonRpcProvider, NonceManager, Wallet, isCallException } from "ethers";
import {
  type Address,
  type Hash,
  type Hex,
  createPublicClient,
  createWalletClient,
  http,
  parseEventLogs,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";

interface Asked {
  url: string;
  chainId: number;
  credit: Address;
  auction: Address;
  keys: { alice: Hex; carol: Hex };
  claim: [credits: string, reportHash: Hash, proof: Hash[]];
}

declare const process: { argv: string[]; stdout: { write(text: string): void } };
const asked = JSON.parse(process.argv[2] ?? "{}") as Asked;
const chain = {
  id: asked.chainId,
  name: "local",
  nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
  rpcUrls: { default: { http: [asked.url] } },
} as const;

async function withViem() {
  const [alice, carol] = [privateKeyToAccount(asked.keys.alice), privateKeyToAccount(asked.keys.carol)];
  const reader = createPublicClient({ chain, transport: http(), pollingInterval: 20, cacheTime: 0 });
  const signer = createWalletClient({ account: alice, chain, transport: http() });
  const bidder = createWalletClient({ account: carol, chain, transport: http() });
  const credit = carbonCredit(asked.credit, { public: reader, wallet: signer });
  const auction = creditAuction(asked.auction, { public: reader, wallet: bidder });
  const landed = async (hash: Hash) => (await reader.waitForTransactionReceipt({ hash })).logs;

  const [credits, reportHash, proof] = asked.claim;
  const { result: promised } = await credit.simulate.issue([alice.address, BigInt(credits), reportHash, proof], { account: alice });
  const claimed = await landed(await credit.write.issue([alice.address, BigInt(credits), reportHash, proof]));
  const [issued] = parseEventLogs({ abi: carbonCreditAbi, eventName: "Transfer", logs: claimed });
  const [moved] = parseEventLogs({
    abi: carbonCreditAbi,
    eventName: "Transfer",
    logs: await landed(await credit.write.transfer([carol.address, 1_234n])),
  });
  const refused = await credit.simulate.transfer([carol.address, 10n ** 12n], { account: alice }).catch(revertOf);

  // bidding: a struct goes in, structs come out
  const steps = [{ tick: 5, lots: 6 }, { tick: 4, lots: 7 }] as const;
  const [placed] = parseEventLogs({
    abi: creditAuctionAbi,
    eventName: "CurvePlaced",
    logs: await landed(await auction.write.bidCurve([1, steps])),
  });
  const round = await auction.read.roundOf([1]);
  const opening: bigint = round.openingPrice;
  const ticks: readonly number[] = placed?.args.steps.map((step) => step.tick) ?? [];
  return {
    promised,
    issued: issued?.args,
    moved: moved?.args,
    balance: await credit.read.balanceOf([carol.address]),
    refused,
    placed: { bidder: placed?.args.bidder, ticks },
    round: { supply: round.supply, opening },
  };
}

function revertOf(problem: unknown) {
  const refusal = refusalOf(problem);
  if (refusal?.errorName !== "ERC20InsufficientBalance") throw problem;
  const [sender, balance, needed]: readonly [Address, bigint, bigint] = refusal.args;
  return { sender, balance, needed };
}

async function withEthers() {
  const provider = new JsonRpcProvider(asked.url, asked.chainId, { staticNetwork: true, pollingInterval: 20, cacheTimeout: -1 });
  const alice = new NonceManager(new Wallet(asked.keys.alice, provider));
  const credit = ethersCredit(asked.credit, alice);
  const auction = ethersAuction(asked.auction, provider);
  const to = new Wallet(asked.keys.carol).address;

  const answered: boolean = await credit.transfer.staticCall(to, 5);
  const receipt = await (await credit.transfer(to, 766n)).wait();
  const moved = receipt?.logs.map((log) => credit.interface.parseLog(log)?.args.toArray());
  const balance: bigint = await credit.balanceOf(to);
  const round = await auction.roundOf(1);
  // ethers answers small integers as bigints too
  const supply: bigint = round.supply;
  const answer = await auction.stepsOf(to);
  const lots: bigint[] = answer[0].map((step) => step.lots);
  const refused = await credit.transfer.staticCall(to, 10n ** 12n).then(String, (problem: unknown) => {
    if (!isCallException(problem)) throw problem;
    return new Interface(errorsAbi).parseError(problem.data ?? "0x")?.name;
  });
  provider.destroy();
  return { answered, moved, balance, supply, lots, refused };
}

const found = { viem: await withViem(), ethers: await withEthers() };
process.stdout.write(JSON.stringify(found, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value)));

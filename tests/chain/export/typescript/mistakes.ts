// What the types must refuse: tsc reports each of these lines, or that its exception is not needed. Never run.
import { carbonCreditAbi, creditAuctionAbi } from "abate-contracts";
import { carbonCredit as ethersCredit, creditAuction as ethersAuction } from "abate-contracts/ethers";
import { carbonCredit, creditAuction } from "abate-contracts/viem";
import { type Address, type PublicClient, type WalletClient, parseEventLogs } from "viem";

export async function mistakes(reader: PublicClient, wallet: WalletClient, credit: Address): Promise<void> {
  const account = { account: credit, chain: null };
  const viem = carbonCredit(credit, { public: reader, wallet });
  // @ts-expect-error an amount is a bigint
  await viem.write.transfer([credit, 5], account);
  // @ts-expect-error an address begins with 0x
  await viem.read.balanceOf(["alice"]);
  // @ts-expect-error no such function
  await viem.write.mint([credit, 5n], account);
  // @ts-expect-error a balance is a bigint
  const text: string = await viem.read.balanceOf([credit]);
  // @ts-expect-error a step has a tick
  await creditAuction(credit, { public: reader, wallet }).write.bidCurve([1, [{ lots: 5 }]], account);
  // @ts-expect-error no such event
  parseEventLogs({ abi: carbonCreditAbi, eventName: "Minted", logs: [] });

  const ethers = ethersCredit(credit);
  // @ts-expect-error an amount is no object
  await ethers.transfer(credit, {});
  // @ts-expect-error a balance is a bigint
  const other: string = await ethers.balanceOf(credit);
  // @ts-expect-error no such function
  await ethers.mint(credit, 5n);
  // @ts-expect-error a round has no lots
  const round = (await ethersAuction(credit).roundOf(1)).lots;
  console.log(text, other, round, creditAuctionAbi);
}

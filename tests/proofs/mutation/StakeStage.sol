// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LocalCurrency} from "../../../contracts/test/LocalCurrency.sol";
import {IBatchChallenges} from "../../../interfaces/IBatchChallenges.sol";
import {IEmissionOracle} from "../../../interfaces/IEmissionOracle.sol";
import {IOperatorRegistry} from "../../../interfaces/IOperatorRegistry.sol";
import {IStakeLedger} from "../../../interfaces/IStakeLedger.sol";
import {vm} from "../Vm.sol";

/// @notice Where demands and disputes are played. This contract stands in for the oracle, its challenges and its
/// registry: it answers window, slice and who is ready, and takes down what was postponed and which fault accepted.
abstract contract StakeStage {
    uint16 internal constant VINTAGE = 2013;
    uint32 internal constant SEQUENCE = 7;
    uint256 internal constant BEGINNING = 1_000_000;
    /// @dev Odd: its halves differ.
    uint128 internal constant STAKE = 101;

    LocalCurrency internal _currency;
    IEmissionOracle.Window internal _window;
    uint40 internal _postponedTo;
    bytes32 internal _accepted;
    uint128 internal _slice = STAKE;

    // ----------------------------------------------------------------------------- oracle, challenges, registry

    function windowOf(uint16 vintage, uint32 sequence) external view returns (IEmissionOracle.Window memory) {
        assert(vintage == VINTAGE && sequence == SEQUENCE);
        return _window;
    }

    function postpone(uint16 vintage, uint32 sequence, uint40 finalAt) external {
        assert(vintage == VINTAGE && sequence == SEQUENCE);
        _postponedTo = finalAt;
    }

    function acceptFault(
        uint16 vintage,
        uint32 sequence,
        IBatchChallenges.Fault fault,
        bytes32 commitment,
        address challenger
    ) external {
        assert(vintage == VINTAGE && sequence == SEQUENCE);
        _accepted = keccak256(abi.encode(fault, commitment, challenger));
    }

    function registry() external view returns (IOperatorRegistry) {
        return IOperatorRegistry(address(this));
    }

    function bondTerms() external view returns (IOperatorRegistry.BondTerms memory) {
        return IOperatorRegistry.BondTerms(_currency, 1_000, _slice, 1, 1);
    }

    function isReady(address operator) external pure returns (bool) {
        return operator == address(0x0b);
    }

    // ------------------------------------------------------------------------------------------------- the steps

    function _stakes(address payer, IStakeLedger ledger, uint256 times) internal {
        _currency.mint(payer, times * STAKE);
        vm.prank(payer);
        _currency.approve(address(ledger), times * STAKE);
    }

    /// @dev What was paid in is owed, destroyed or still at stake.
    function _adds(IStakeLedger ledger, uint256 atStake, address[2] memory owed, uint256[2] memory amounts) internal view {
        assert(ledger.owedTo(owed[0]) == amounts[0] && ledger.owedTo(owed[1]) == amounts[1]);
        uint256 sum = atStake + amounts[0] + amounts[1] + ledger.destroyed();
        assert(_currency.balanceOf(address(ledger)) == sum);
    }

    function _fails(address caller, IStakeLedger ledger, bytes memory call_, bytes memory expected) internal {
        vm.prank(caller);
        (bool done, bytes memory answer) = address(ledger).call(call_);
        assert(!done && keccak256(answer) == keccak256(expected));
    }
}

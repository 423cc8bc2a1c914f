// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StagePlayer} from "./StagePlayer.sol";

/// @title A stage on which many steps of many people happen in one transaction
/// @notice Random auctions have thousands of steps: this plays them fast and tells what each came to.
contract AuctionStage {
    /// @notice A call that a player makes.
    struct Act {
        uint256 player;
        address target;
        bytes data;
    }

    /// @notice What an act came to: its answer, or what it reverted with.
    event Acted(bool done, bytes answer);

    StagePlayer[] private _players;

    /// @param keys One player for each: the account that signs for it.
    constructor(address[] memory keys) {
        for (uint256 i = 0; i < keys.length; ++i) {
            _players.push(new StagePlayer(keys[i]));
        }
    }

    /// @notice Plays acts in their order; one that reverts stops no other.
    function play(Act[] calldata acts) external {
        for (uint256 i = 0; i < acts.length; ++i) {
            (bool done, bytes memory answer) = _players[acts[i].player].act(acts[i].target, acts[i].data);
            emit Acted(done, answer);
        }
    }

    /// @notice The players, in the order of their keys.
    function players() external view returns (StagePlayer[] memory) {
        return _players;
    }
}

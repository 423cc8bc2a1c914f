// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OperatorLists} from "../../../contracts/libraries/OperatorLists.sol";
import {IOperatorRegistry} from "../../../interfaces/IOperatorRegistry.sol";

/// @notice Ascending lists against a set of eight possible members, one bit each.
contract OperatorListsTest {
    function with(address[] memory list, address operator) external pure returns (address[] memory) {
        return OperatorLists.with(list, operator);
    }

    function test_one_more(uint8 members, uint8 place) external view {
        place %= 8;
        address[] memory list = _list(members);
        if ((members / 2 ** place) % 2 == 1) {
            try this.with(list, _member(place)) {
                assert(false);
            } catch (bytes memory reason) {
                bytes memory expected = abi.encodeWithSelector(IOperatorRegistry.AlreadyInForce.selector, _member(place));
                assert(keccak256(reason) == keccak256(expected));
            }
        } else {
            _same(OperatorLists.with(list, _member(place)), _list(uint8(members + 2 ** place)));
        }
    }

    function test_one_less(uint8 members, uint8 place) external pure {
        place %= 8;
        bool isMember = (members / 2 ** place) % 2 == 1;
        _same(
            OperatorLists.without(_list(members), _member(place)),
            _list(isMember ? uint8(members - 2 ** place) : members)
        );
    }

    function test_shortening(uint8 members, uint8 count) external pure {
        address[] memory list = _list(members);
        address[] memory whole = _list(members);
        count = uint8(count % (list.length + 1));
        OperatorLists.shorten(list, count);
        assert(list.length == count);
        for (uint256 i = 0; i < count; ++i) {
            assert(list[i] == whole[i]);
        }
    }

    function _member(uint256 place) private pure returns (address) {
        return address(uint160(100 + 10 * place));
    }

    function _list(uint8 members) private pure returns (address[] memory list) {
        uint256 count = 0;
        for (uint256 i = 0; i < 8; ++i) {
            count += (members / 2 ** i) % 2;
        }
        list = new address[](count);
        count = 0;
        for (uint256 i = 0; i < 8; ++i) {
            if ((members / 2 ** i) % 2 == 1) list[count++] = _member(i);
        }
    }

    function _same(address[] memory one, address[] memory other) private pure {
        assert(keccak256(abi.encode(one)) == keccak256(abi.encode(other)));
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionOracle} from "./IEmissionOracle.sol";

/// @title Whom a programme admits
/// @notice A name that people trust can be claimed by anybody, so the programme's owner (the oracle's) says which
/// accounts may appear here. That is all it can do: who is dismissed gets nothing new, and nothing that was agreed
/// before is touched.
interface IAdmissions {
    /// @notice The owner let an account in.
    event Admitted(address indexed account);

    /// @notice The owner sent an account away.
    event Dismissed(address indexed account);

    /// @notice Only the oracle's owner may do this.
    error NotProgrammeOwner(address caller, address owner);

    /// @notice The programme's owner has not admitted this account, or has dismissed it.
    error NotAdmitted(address account);

    /// @notice Nobody admits the zero address, nor an account twice.
    error NothingToAdmit(address account);

    /// @notice Lets an account in. The oracle's owner only.
    /// @dev Reverts with `NotProgrammeOwner` and `NothingToAdmit`.
    function admit(address account) external;

    /// @notice Sends an account away. The oracle's owner only.
    /// @dev Reverts with `NotProgrammeOwner` and `NotAdmitted`.
    function dismiss(address account) external;

    /// @notice Whether an account is admitted.
    function isAdmitted(address account) external view returns (bool);

    /// @notice The oracle whose owner admits, and whose credits alone are accepted.
    function oracle() external view returns (IEmissionOracle);
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRetirementCertificate} from "./IRetirementCertificate.sol";

/// @title Words and drawing of retirement certificates
/// @notice Holds no state and no rights. A contract of its own, as the drawing would leave the certificate's contract
/// little room for code.
interface ICertificateRenderer {
    /// @notice Metadata of one certificate, with its drawing, as a data URI (ERC-721 metadata schema).
    /// @param collection The contract that keeps the certificate; stands in the small print, and decides the rosette
    /// together with chain and id.
    /// @param id The certificate.
    /// @param retirement What it says.
    function tokenURI(address collection, uint256 id, IRetirementCertificate.Retirement calldata retirement)
        external
        view
        returns (string memory);

    /// @notice Metadata of the collection as a data URI (ERC-7572).
    /// @param name Of the collection.
    /// @param symbol Of the collection.
    function contractURI(string calldata name, string calldata symbol) external pure returns (string memory);
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICertificateRenderer} from "../../interfaces/ICertificateRenderer.sol";
import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";
import {CertificateMetadata} from "./CertificateMetadata.sol";

/// @title Words and drawing of retirement certificates
contract CertificateRenderer is ICertificateRenderer {
    /// @inheritdoc ICertificateRenderer
    function tokenURI(address collection, uint256 id, IRetirementCertificate.Retirement calldata retirement)
        external
        view
        returns (string memory)
    {
        return CertificateMetadata.tokenURI(collection, id, retirement);
    }

    /// @inheritdoc ICertificateRenderer
    function contractURI(string calldata name, string calldata symbol) external pure returns (string memory) {
        return CertificateMetadata.contractURI(name, symbol);
    }
}

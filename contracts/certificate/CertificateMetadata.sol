// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";
import {CalendarDate} from "./CalendarDate.sol";
import {CertificateSvg} from "./CertificateSvg.sol";
import {CertificateText} from "./CertificateText.sol";

/* solhint-disable quotes */ // JSON is full of double quotes

/// @title Metadata of certificates and of their collection, as data URIs
library CertificateMetadata {
    using Strings for uint256;
    using Strings for address;

    string private constant JSON = "data:application/json;base64,";
    string private constant SVG = "data:image/svg+xml;base64,";
    string private constant HONEST_LIMIT =
        "Personal carbon credits reward emitting less than a baseline; they are not offsets of other emissions.";
    string private constant EMBLEM =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><rect width='100' height='100' fill='#f2ecda'/>"
        "<path d='M50 12c34 24 34 46 0 70c-34-24-34-46 0-70zM50 30v60' fill='#2f6b4f' fill-opacity='.16' "
        "stroke='#2f6b4f' stroke-width='3'/></svg>";
    uint256 private constant SECONDS_PER_DAY = 86_400;

    /// @notice Metadata of one certificate (ERC-721 metadata schema) with its drawing.
    /// @param collection The contract that keeps the certificate.
    /// @param id The certificate.
    /// @param retirement What it says.
    function tokenURI(address collection, uint256 id, IRetirementCertificate.Retirement memory retirement)
        internal
        view
        returns (string memory)
    {
        string memory assetId = string.concat(
            "eip155:", block.chainid.toString(), "/erc721:", collection.toChecksumHexString(), "/", id.toString()
        );
        string memory drawing = CertificateSvg.draw(retirement, assetId, keccak256(bytes(assetId)));
        return _dataUri(
            string.concat(
                '{"name":"Retirement ',
                CertificateText.serial(retirement.vintage, retirement.number),
                '","description":"',
                _description(retirement),
                '","image":"',
                SVG,
                Base64.encode(bytes(drawing)),
                '","attributes":[',
                _attributes(retirement),
                "]}"
            )
        );
    }

    /// @notice Metadata of the collection (ERC-7572).
    function contractURI(string memory name, string memory symbol) internal pure returns (string memory) {
        return _dataUri(
            string.concat(
                '{"name":"',
                name,
                '","symbol":"',
                symbol,
                '","description":"Certificates of retired personal carbon credits, locked to their beneficiaries. ',
                HONEST_LIMIT,
                '","image":"',
                SVG,
                Base64.encode(bytes(EMBLEM)),
                '"}'
            )
        );
    }

    function _description(IRetirementCertificate.Retirement memory retirement) private pure returns (string memory) {
        return string.concat(
            CertificateText.kilograms(retirement.amount),
            " kg CO2e in personal carbon credits of ",
            uint256(retirement.vintage).toString(),
            ", retired for good on ",
            CalendarDate.text(retirement.retiredOn / SECONDS_PER_DAY),
            " in the name of ",
            retirement.beneficiary.toChecksumHexString(),
            ". ",
            HONEST_LIMIT
        );
    }

    function _attributes(IRetirementCertificate.Retirement memory retirement) private pure returns (string memory) {
        string memory figures = string.concat(
            _attribute("Amount (kg CO2e)", CertificateText.kilograms(retirement.amount)),
            _attribute("Vintage", uint256(retirement.vintage).toString()),
            _attribute("Number", uint256(retirement.number).toString()),
            '{"display_type":"date","trait_type":"Retired on","value":',
            uint256(retirement.retiredOn).toString(),
            "},",
            _attribute("Beneficiary", retirement.beneficiary.toChecksumHexString())
        );
        return string.concat(
            figures,
            _attribute("Credit", address(retirement.credit).toChecksumHexString()),
            _attribute("Methodology", uint256(retirement.methodologyId).toHexString(32)),
            _attribute("Final batch", uint256(retirement.batchSequence).toString()),
            '{"trait_type":"Statement","value":"',
            Strings.escapeJSON(retirement.statement),
            '"}'
        );
    }

    function _attribute(string memory trait, string memory value) private pure returns (string memory) {
        return string.concat('{"trait_type":"', trait, '","value":"', value, '"},');
    }

    function _dataUri(string memory json) private pure returns (string memory) {
        return string.concat(JSON, Base64.encode(bytes(json)));
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";
import {CalendarDate} from "./CalendarDate.sol";
import {CertificateText} from "./CertificateText.sol";
import {StatementSvg} from "./StatementSvg.sol";

/// @title The drawing of a certificate
/// @notice A sheet of 720 x 900 with a rosette that belongs to this certificate alone: the id decides its curves.
library CertificateSvg {
    using Strings for uint256;
    using Strings for address;

    string private constant SHEET =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 720 900' text-anchor='middle' fill='#17352a' "
        "font-family='Georgia,Times New Roman,Liberation Serif,serif'><defs>"
        "<radialGradient id='p' cy='38%' r='75%'><stop stop-color='#fffef9'/><stop offset='1' stop-color='#f2ecda'/>"
        "</radialGradient></defs><rect width='720' height='900' fill='url(#p)'/><g fill='none'>"
        "<rect x='22' y='22' width='676' height='856' stroke='#2f6b4f' stroke-width='4'/>"
        "<rect x='31' y='31' width='658' height='838' stroke='#b58b3b'/>";
    string private constant HEAD =
        "<path d='M360 58c22 16 22 40 0 58c-22-18-22-42 0-58zM360 74v54' fill='#2f6b4f' fill-opacity='.16' "
        "stroke='#2f6b4f' stroke-width='1.6'/>"
        "<text x='364' y='158' font-size='14' letter-spacing='9' fill='#b58b3b'>ABATE</text>"
        "<text x='360' y='206' font-size='41'>Certificate of Retirement</text>"
        "<path d='M250 230h220M345 236h30' stroke='#b58b3b'/>";
    string private constant MONOSPACE = "' font-family='DejaVu Sans Mono,Menlo,Consolas,monospace'>";

    uint256 private constant LONG_RADIUS = 236;
    uint256 private constant SECONDS_PER_DAY = 86_400;
    uint256 private constant AMOUNT_SIZE = 88;
    uint256 private constant AMOUNT_LETTERS = 9; // that fit at this size

    /// @notice The whole SVG.
    /// @param retirement What the certificate says.
    /// @param assetId Where the certificate lives, as CAIP-19.
    /// @param seed Decides the rosette's curves.
    function draw(IRetirementCertificate.Retirement memory retirement, string memory assetId, bytes32 seed)
        internal
        pure
        returns (string memory)
    {
        return string.concat(
            SHEET,
            _rosette(CertificateText.serial(retirement.vintage, retirement.number), seed),
            "</g>",
            HEAD,
            _amount(retirement),
            _beneficiary(retirement.beneficiary),
            StatementSvg.draw(bytes(retirement.statement)),
            _facts(retirement),
            _smallPrint(retirement, assetId),
            "</svg>"
        );
    }

    /// @dev Two rings of ellipses around (360, 372), one of 32 and one of 16.
    function _rosette(string memory serial, bytes32 seed) private pure returns (string memory) {
        uint256 green = 70 + uint256(seed) % 80;
        uint256 gold = 30 + (uint256(seed) >> 128) % 50;
        return string.concat(
            "<g stroke='#2f6b4f' stroke-opacity='.13'>",
            _ring(string.concat("g", serial, "."), LONG_RADIUS, green, 5),
            "</g><g stroke='#b58b3b' stroke-opacity='.2'>",
            _ring(string.concat("o", serial, "."), LONG_RADIUS - 50, gold, 4),
            "</g>"
        );
    }

    /// @dev An ellipse and its copies: each turn doubles all before it, by half the angle of the turn before. Names are
    /// the certificate's own, so that drawings of several can stand in one page.
    function _ring(string memory name, uint256 longRadius, uint256 shortRadius, uint256 turns)
        private
        pure
        returns (string memory ring)
    {
        string[5] memory angles = ["90", "45", "22.5", "11.25", "5.625"];
        string memory radii = string.concat("' rx='", longRadius.toString(), "' ry='", shortRadius.toString());
        ring = string.concat("<ellipse id='", name, "0' cx='360' cy='372", radii, "'/>");
        for (uint256 i = 0; i < turns; ++i) {
            string memory copy = string.concat("<use href='#", name, i.toString(), "' transform='rotate(");
            string memory group = string.concat("<g id='", name, (i + 1).toString(), "'>");
            ring = string.concat(group, ring, copy, angles[i], " 360 372)'/></g>");
        }
    }

    function _amount(IRetirementCertificate.Retirement memory retirement) private pure returns (string memory) {
        string memory kilograms = CertificateText.kilograms(retirement.amount);
        uint256 letters = bytes(kilograms).length;
        uint256 size = letters > AMOUNT_LETTERS ? (AMOUNT_SIZE * AMOUNT_LETTERS) / letters : AMOUNT_SIZE;
        return string.concat(
            "<text x='360' y='382' font-size='",
            size.toString(),
            "' font-weight='bold'>",
            kilograms,
            "</text><text x='360' y='426' font-size='22'>kilograms of CO<tspan dy='5' font-size='15'>2</tspan>"
            "<tspan dy='-5'>e</tspan></text><text x='360' y='456' font-size='16' font-style='italic'>"
            "in personal carbon credits of ",
            uint256(retirement.vintage).toString(),
            ", retired for good</text>"
        );
    }

    function _beneficiary(address beneficiary) private pure returns (string memory) {
        return string.concat(
            "<text x='360' y='514' font-size='14' font-style='italic' fill='#5d6b63'>in the name of</text>"
            "<text x='360' y='542' font-size='17",
            MONOSPACE,
            beneficiary.toChecksumHexString(),
            "</text>"
        );
    }

    function _facts(IRetirementCertificate.Retirement memory retirement) private pure returns (string memory) {
        return string.concat(
            "<path d='M80 742h560M80 806h560' stroke='#b58b3b' stroke-opacity='.6'/>",
            _fact("150", "DATE", CalendarDate.text(retirement.retiredOn / SECONDS_PER_DAY)),
            _fact("360", "VINTAGE", uint256(retirement.vintage).toString()),
            _fact("570", "NUMBER", CertificateText.serial(retirement.vintage, retirement.number))
        );
    }

    function _fact(string memory x, string memory label, string memory value) private pure returns (string memory) {
        return string.concat(
            "<text x='",
            x,
            "' y='764' font-size='11' letter-spacing='2' fill='#5d6b63'>",
            label,
            "</text><text x='",
            x,
            "' y='793' font-size='23'>",
            value,
            "</text>"
        );
    }

    function _smallPrint(IRetirementCertificate.Retirement memory retirement, string memory assetId)
        private
        pure
        returns (string memory)
    {
        string memory methodology = uint256(retirement.methodologyId).toHexString(32);
        string memory sequence = uint256(retirement.batchSequence).toString();
        return string.concat(
            "<g font-size='10' fill='#5d6b63'><text x='360' y='826",
            MONOSPACE,
            "methodology ",
            methodology,
            "</text><text x='360' y='842",
            MONOSPACE,
            assetId,
            "</text><text x='360' y='858' font-size='11' font-style='italic'>Final batch at that time: number ",
            sequence,
            ". Credits for emitting less than a baseline; not offsets of other emissions.</text></g>"
        );
    }
}

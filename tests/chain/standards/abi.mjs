// The interfaces as the standards print them, for a library that ships none of its own.
export const EIP20 = [
  "function name() view returns (string)",
  "function symbol() view returns (string)",
  "function decimals() view returns (uint8)",
  "function totalSupply() view returns (uint256)",
  "function balanceOf(address _owner) view returns (uint256 balance)",
  "function transfer(address _to, uint256 _value) returns (bool success)",
  "function transferFrom(address _from, address _to, uint256 _value) returns (bool success)",
  "function approve(address _spender, uint256 _value) returns (bool success)",
  "function allowance(address _owner, address _spender) view returns (uint256 remaining)",
  "event Transfer(address indexed _from, address indexed _to, uint256 _value)",
  "event Approval(address indexed _owner, address indexed _spender, uint256 _value)",
];

export const EIP2612 = [
  "function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)",
  "function nonces(address owner) view returns (uint256)",
  "function DOMAIN_SEPARATOR() view returns (bytes32)",
];

export const EIP5267 = [
  "function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)",
  "event EIP712DomainChanged()",
];

export const EIP165 = ["function supportsInterface(bytes4 interfaceID) view returns (bool)"];

export const EIP721 = [
  "function balanceOf(address _owner) view returns (uint256)",
  "function ownerOf(uint256 _tokenId) view returns (address)",
  "function safeTransferFrom(address _from, address _to, uint256 _tokenId, bytes data) payable",
  "function safeTransferFrom(address _from, address _to, uint256 _tokenId) payable",
  "function transferFrom(address _from, address _to, uint256 _tokenId) payable",
  "function approve(address _approved, uint256 _tokenId) payable",
  "function setApprovalForAll(address _operator, bool _approved)",
  "function getApproved(uint256 _tokenId) view returns (address)",
  "function isApprovedForAll(address _owner, address _operator) view returns (bool)",
  "function name() view returns (string)",
  "function symbol() view returns (string)",
  "function tokenURI(uint256 _tokenId) view returns (string)",
  "event Transfer(address indexed _from, address indexed _to, uint256 indexed _tokenId)",
  "event Approval(address indexed _owner, address indexed _approved, uint256 indexed _tokenId)",
  "event ApprovalForAll(address indexed _owner, address indexed _operator, bool _approved)",
];

export const EIP5192 = [
  "function locked(uint256 tokenId) view returns (bool)",
  "event Locked(uint256 tokenId)",
  "event Unlocked(uint256 tokenId)",
];

export const EIP6093 = [
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
  "error ERC20InvalidSender(address sender)",
  "error ERC20InvalidReceiver(address receiver)",
  "error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
  "error ERC20InvalidApprover(address approver)",
  "error ERC20InvalidSpender(address spender)",
  "error ERC721InvalidOwner(address owner)",
  "error ERC721NonexistentToken(uint256 tokenId)",
];

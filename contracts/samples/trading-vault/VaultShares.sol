// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Quote, Quotes} from "./Quotes.sol";
import {VaultTerms} from "./VaultTerms.sol";

/// @title Shares of both assets, bought and sold with one of them.
/// @notice ERC-4626 over the stable asset, in kind underneath: a deposit buys its share of the risk asset on the market, a redemption sells its share there.
/// So neither makes the others' shares stand for less stable or less risk, whatever the oracle says. The oracle bounds the trades, and values
/// shares for previews at the worst price that the bound allows: where it is wrong a trade is refused, and nobody is diluted.
///
/// `deposit` and `withdraw` move exactly the assets that they are told, for shares at the worst price; what the market gave better stays with all holders.
/// `mint` and `redeem` move exactly the shares, and cost and pay what the market really took and gave. `exit` and `exitWith` need neither market nor oracle.
///
/// A million virtual shares own their part of everything, from the start and for good: what is given to the vault belongs to the holders and to them, so
/// inflating the price of a share before somebody's deposit costs more than it can bring. Where all have left, their part is what remains.
/// @dev Balances are what counts. A stable asset that takes fees on transfers is refused when it comes in; one that changes balances
/// by itself changes what shares are worth. Unlike the standard says, `totalAssets` and what follows from it revert while risk is held and its price is not
/// fresh: no figure would be better than a wrong one.
abstract contract VaultShares is VaultTerms, ERC4626 {
    using Math for uint256;
    using Quotes for Quote;
    using SafeERC20 for IERC20;

    /// @param total shares, the virtual ones among them
    struct Holdings {
        uint256 stable;
        uint256 risk;
        uint256 total;
    }

    event Exited(
        address indexed caller,
        address indexed receiver,
        address indexed owner,
        uint256 shares,
        uint256 stable,
        uint256 risk
    );

    /// @notice The token credited less than it was asked to move.
    error VaultTokenTookFee(uint256 expected, uint256 received);
    /// @notice The token is neither of the vault's assets.
    error VaultTokenUnknown(address token);
    /// @notice The assets are worth less than a share.
    error VaultDepositTooSmall(uint256 assets);
    /// @notice The market asks so much less than the oracle's price that a deposit of exact assets would give the difference away: `mint` instead.
    error VaultCostTooLow(uint256 least, uint256 asked);
    /// @notice The market gives so much more than the oracle's price that a withdrawal of exact assets would give the difference away: `redeem` instead.
    error VaultProceedsTooHigh(uint256 most, uint256 received);

    /// @notice Deposits exactly `assets`, for shares at the worst price that the bound allows.
    function deposit(
        uint256 assets,
        address receiver
    ) public override nonReentrant whenNotPaused returns (uint256 shares) {
        _requireAwake();
        Holdings memory held = _holdings();
        Quote memory quote = _quoteFor(held.risk);
        shares = _sharesFor(held, quote, assets);
        require(shares != 0, VaultDepositTooSmall(assets));
        (uint256 stable, uint256 risk) = _partsUp(held, shares);
        _collect(assets);
        if (risk != 0) {
            uint256 spent = _buyExactly(risk, assets - stable, address(this));
            uint256 least = quote.leastFor(risk);
            require(spent >= least, VaultCostTooLow(least, spent));
        }
        _mint(receiver, shares);
        emit Deposit(msg.sender, receiver, assets, shares);
    }

    /// @notice Mints exactly `shares` for what they cost on the market, which is at most `previewMint(shares)`.
    function mint(
        uint256 shares,
        address receiver
    ) public override nonReentrant whenNotPaused returns (uint256 assets) {
        _requireAwake();
        Holdings memory held = _holdings();
        (uint256 stable, uint256 risk) = _partsUp(held, shares);
        _collect(stable);
        assets = stable;
        if (risk != 0) assets += _buyExactly(risk, _quoteFor(risk).mostFor(risk), msg.sender);
        _mint(receiver, shares);
        emit Deposit(msg.sender, receiver, assets, shares);
    }

    /// @notice Pays exactly `assets`, for shares at the worst price that the bound allows.
    function withdraw(
        uint256 assets,
        address receiver,
        address owner
    ) public override nonReentrant returns (uint256 shares) {
        Holdings memory held = _holdings();
        Quote memory quote = _quoteFor(held.risk);
        shares = _sharesTaken(held, quote, assets);
        (uint256 stable, uint256 risk) = _burnFor(owner, held, shares);
        (, uint256 received) = _trade(false, risk, assets.saturatingSub(stable));
        uint256 most = quote.mostFor(risk);
        require(received <= most, VaultProceedsTooHigh(most, received));
        _pay(STABLE, receiver, assets);
        emit Withdraw(msg.sender, receiver, owner, assets, shares);
    }

    /// @notice Pays what `shares` bring on the market, which is at least `previewRedeem(shares)`.
    function redeem(
        uint256 shares,
        address receiver,
        address owner
    ) public override nonReentrant returns (uint256 assets) {
        (uint256 stable, uint256 risk) = _burnFor(owner, _holdings(), shares);
        (, uint256 received) = _trade(false, risk, _quoteFor(risk).leastFor(risk));
        assets = stable + received;
        _pay(STABLE, receiver, assets);
        emit Withdraw(msg.sender, receiver, owner, assets, shares);
    }

    /// @notice Pays both assets as they are, with no market, no price and no one's leave.
    /// @return stable units of the stable asset
    /// @return risk units of the risk asset
    function exit(
        uint256 shares,
        address receiver,
        address owner
    ) external nonReentrant returns (uint256 stable, uint256 risk) {
        (stable, risk) = _burnFor(owner, _holdings(), shares);
        _pay(STABLE, receiver, stable);
        _pay(RISK, receiver, risk);
        emit Exited(msg.sender, receiver, owner, shares, stable, risk);
    }

    /// @notice Pays the shares' part of one asset and leaves that of the other to all holders: a way out for when the other's token moves no more.
    /// @param token the asset to take, the vault's stable or its risk
    /// @return amount units of it
    function exitWith(
        IERC20 token,
        uint256 shares,
        address receiver,
        address owner
    ) external nonReentrant returns (uint256 amount) {
        bool takesStable = token == STABLE;
        require(takesStable || token == RISK, VaultTokenUnknown(address(token)));
        (uint256 stable, uint256 risk) = _burnFor(owner, _holdings(), shares);
        amount = takesStable ? stable : risk;
        _pay(token, receiver, amount);
        emit Exited(msg.sender, receiver, owner, shares, takesStable ? stable : 0, takesStable ? 0 : risk);
    }

    /// @notice Both assets in stable units, the risk at the oracle's price.
    function totalAssets() public view override nonReentrantView returns (uint256) {
        Holdings memory held = _holdings();
        return held.stable + _quoteFor(held.risk).worth(held.risk);
    }

    function previewDeposit(uint256 assets) public view override nonReentrantView returns (uint256) {
        Holdings memory held = _holdings();
        return _sharesFor(held, _quoteFor(held.risk), assets);
    }

    function previewMint(uint256 shares) public view override nonReentrantView returns (uint256) {
        (uint256 stable, uint256 risk) = _partsUp(_holdings(), shares);
        return stable + _quoteFor(risk).mostFor(risk);
    }

    function previewWithdraw(uint256 assets) public view override nonReentrantView returns (uint256) {
        Holdings memory held = _holdings();
        return _sharesTaken(held, _quoteFor(held.risk), assets);
    }

    function previewRedeem(uint256 shares) public view override nonReentrantView returns (uint256) {
        (uint256 stable, uint256 risk) = _partsDown(_holdings(), shares);
        return stable + _quoteFor(risk).leastFor(risk);
    }

    /// @notice Zero while deposits are refused.
    function maxDeposit(address) public view override nonReentrantView returns (uint256) {
        return _takesDeposits() ? type(uint256).max : 0;
    }

    /// @notice Zero while deposits are refused.
    function maxMint(address) public view override nonReentrantView returns (uint256) {
        return _takesDeposits() ? type(uint256).max : 0;
    }

    /// @notice A few units less than what `redeem` pays; zero while risk is held and its price is not fresh.
    function maxWithdraw(address owner) public view override nonReentrantView returns (uint256) {
        Holdings memory held = _holdings();
        if (held.risk != 0 && !_hasPrice()) return 0;
        Quote memory quote = _quoteFor(held.risk);
        uint256 whole = held.stable + quote.worthAtWorst(held.risk);
        return whole.mulDiv(balanceOf(owner), held.total).saturatingSub(_takenMore(held, quote));
    }

    /// @notice Zero while the shares' risk cannot be sold for want of a fresh price.
    function maxRedeem(address owner) public view override nonReentrantView returns (uint256) {
        uint256 shares = balanceOf(owner);
        (, uint256 risk) = _partsDown(_holdings(), shares);
        return risk == 0 || _hasPrice() ? shares : 0;
    }

    /// @dev Reverts while nobody has proven anything for too long.
    function _requireAwake() internal view virtual;

    function _isAwake() internal view virtual returns (bool);

    /// @dev An empty quote for nothing: no price is needed then.
    function _quoteFor(uint256 risk) internal view returns (Quote memory quote) {
        if (risk != 0) return _quoteAt(RING.latestPrice());
    }

    /// @dev Whether the oracle's price is fresh.
    function _hasPrice() internal view returns (bool) {
        try RING.latestPrice() returns (uint256) {
            return true;
        } catch {
            return false;
        }
    }

    function _quoteAt(uint256 price) internal view returns (Quote memory) {
        return Quote(price * _STABLE_UNIT, _PRICE_UNIT, terms().slippage);
    }

    function _holdings() internal view returns (Holdings memory) {
        uint256 total = totalSupply() + 10 ** _decimalsOffset();
        return Holdings(STABLE.balanceOf(address(this)), RISK.balanceOf(address(this)), total);
    }

    function _decimalsOffset() internal pure override returns (uint8) {
        return 6;
    }

    /// @dev What `shares` more must bring, rounded up. One unit more than there is of stable: the price of the first share.
    function _partsUp(Holdings memory held, uint256 shares) private pure returns (uint256 stable, uint256 risk) {
        stable = (held.stable + 1).mulDiv(shares, held.total, Math.Rounding.Ceil);
        risk = held.risk.mulDiv(shares, held.total, Math.Rounding.Ceil);
    }

    /// @dev What `shares` may take, rounded down.
    function _partsDown(Holdings memory held, uint256 shares) private pure returns (uint256 stable, uint256 risk) {
        stable = held.stable.mulDiv(shares, held.total);
        risk = held.risk.mulDiv(shares, held.total);
    }

    /// @dev The most shares whose parts, rounded up, `assets` surely pay for: the risk's part is up to one unit more than exact and its cost up to
    /// another of stable and the pool's rounding, the stable's part up to one more.
    function _sharesFor(Holdings memory held, Quote memory quote, uint256 assets) private pure returns (uint256) {
        if (held.risk == 0) return assets.mulDiv(held.total, held.stable + 1);
        uint256 left = assets.saturatingSub(quote.mostFor(1) + 2);
        // A fraction: rounded up, the few units that an empty vault has left would be valued at a multiple of what they are worth.
        (uint256 cost, uint256 amount) = quote.dearest();
        return left.mulDiv(held.total * amount, (held.stable + 1) * amount + held.risk * cost);
    }

    /// @dev The least shares whose parts, rounded down, surely bring `assets`.
    function _sharesTaken(Holdings memory held, Quote memory quote, uint256 assets) private pure returns (uint256) {
        if (assets == 0) return 0;
        uint256 whole = held.stable + quote.worthAtWorst(held.risk);
        return (assets + _takenMore(held, quote)).mulDiv(held.total, whole, Math.Rounding.Ceil);
    }

    /// @dev What rounding down may cost a withdrawal: of the risk's part less than one unit and what its sale may lack, of its proceeds less than one of
    /// stable, of the stable's part less than another.
    function _takenMore(Holdings memory held, Quote memory quote) private pure returns (uint256) {
        return held.risk == 0 ? 0 : quote.worth(Quotes.ROUNDING + 1) + 3;
    }

    /// @dev Spends the caller's allowance where it is another than the owner, and burns. The parts are of what was held before.
    function _burnFor(
        address owner,
        Holdings memory held,
        uint256 shares
    ) private returns (uint256 stable, uint256 risk) {
        if (msg.sender != owner) _spendAllowance(owner, msg.sender, shares);
        _burn(owner, shares);
        return _partsDown(held, shares);
    }

    function _collect(uint256 assets) private {
        uint256 before = STABLE.balanceOf(address(this));
        STABLE.safeTransferFrom(msg.sender, address(this), assets);
        uint256 received = STABLE.balanceOf(address(this)) - before;
        require(received >= assets, VaultTokenTookFee(assets, received));
    }

    /// @dev Some tokens refuse to move nothing; nobody is kept in for that.
    function _pay(IERC20 token, address receiver, uint256 amount) private {
        if (amount != 0) token.safeTransfer(receiver, amount);
    }

    function _takesDeposits() private view returns (bool) {
        return !paused() && _isAwake() && (RISK.balanceOf(address(this)) == 0 || _hasPrice());
    }
}

"""The off-chain oracle: from what operators computed to a signed batch, and from a final batch to issued credits.

=======================================  ===========================================================================
``computed``, ``figures``                an operator's figures, brought into the order of the accounts
``observation``, ``signed_roots``,       the tree of observations, its signed root, the sealed figures, and whose
``shown``, ``participants``              figures make the batch
``merge``, ``median``, ``terms``         medians and credits
``report``, ``salts``, ``leaves``        reports, leaves and high-water marks
``derive``, ``draft_files``, ``verify``  the batch: made, written, and made again to compare
``typed_data``, ``signatures``           what is signed
``desk``                                 one operator's steps; ``feed`` does a whole period for several desks
``onchain``, ``post``, ``relay``         the chain's side
=======================================  ===========================================================================

``docs/batch-format.md`` gives the exact bytes, ``docs/operators.md`` the commands.
"""

-- A basket that is paid now and leaves later: how, where from and to whom.
ALTER TABLE desk_baskets ADD COLUMN deliver TEXT;

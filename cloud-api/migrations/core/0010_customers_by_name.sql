-- Names are sealed: a sealed value has no order.
DROP INDEX customers_by_name;

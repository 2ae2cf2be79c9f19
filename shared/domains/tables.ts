/** Importing this declares every table; hosts, migrations and the shape proxy read `declaredTables()` after it. */
import './access/schema.ts';
import './catalog/field-edits-schema.ts';
import './catalog/schema.ts';
import './checkout/schema.ts';
import './credit/schema.ts';
import './customers/schema.ts';
import './inventory/schema.ts';
import './inventory/transfer-schema.ts';
import './invoices/schema.ts';
import './ledger/schema.ts';
import './orders/schema.ts';
import './orders/fulfilment-schema.ts';
import './orders/provider-refund-schema.ts';
import './pricing/schema.ts';
import './quarantine/schema.ts';
import './register/schema.ts';
import './shipping/schema.ts';

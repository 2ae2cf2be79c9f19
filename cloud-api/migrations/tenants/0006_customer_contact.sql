-- What keys and apps were given as customers goes on with how those are reached.
UPDATE identity.api_keys SET scopes = scopes || 'customers.contact'::text
 WHERE 'customers.view' = ANY(scopes) AND NOT 'customers.contact' = ANY(scopes);
UPDATE identity.oauth_clients SET permissions = permissions || 'customers.contact'::text
 WHERE 'customers.view' = ANY(permissions) AND NOT 'customers.contact' = ANY(permissions);

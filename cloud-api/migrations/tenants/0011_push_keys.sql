-- The pair that this cloud shows itself with to push services (RFC 8292). Browsers are bound to it: it is never made anew.
CREATE TABLE identity.push_keys (
  kid text PRIMARY KEY CHECK (kid = 'push'),
  public_key text NOT NULL,
  -- sealed by the platform's key
  private_jwk jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL
);

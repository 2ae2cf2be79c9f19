-- The second factor of who runs the platform: an authenticator app.
CREATE TABLE operator.totps (
  operator_id uuid PRIMARY KEY REFERENCES operator.operators (id),
  -- sealed
  secret text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  confirmed_at timestamptz(3),
  -- the last step that was taken: no step twice, none before it
  last_step bigint NOT NULL
);

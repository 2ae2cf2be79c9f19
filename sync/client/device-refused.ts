/**
 * The cloud does not let this device in: the line is there, and waiting alone changes nothing. Thrown by whoever gets the
 * device's authorisation, so that it is not taken for a missing line.
 */
export class DeviceRefused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'DeviceRefused';
    this.status = status;
    this.code = code;
  }
}

/** An error whose text is all a person needs: what happened, what is safe, what to do. Printed without a stack. */
export class Plain extends Error {}

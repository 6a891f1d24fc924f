/** tcpmux: nobody listens there, and it is given to nobody who asks for a free port. */
export const NOBODYS_PORT = 1;

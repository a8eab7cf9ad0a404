/** Node's own modules, for an editor that does not have their types: `npm install -D @types/node` brings them. */
declare module 'node:*';

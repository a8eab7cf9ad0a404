/** What takes long with programs and their packages is tried by `npm run test:programs`. */
export const allPrograms = process.env.ORCHESTRAI_TEST_PROGRAMS === 'all';

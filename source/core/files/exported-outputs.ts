/** Where an exported program has the outputs of its run beside it: they are no code of it. */
export const exportedOutputs = 'orchestrai-outputs';

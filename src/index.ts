export type { Text } from '#kernel';

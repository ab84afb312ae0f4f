/** Below this much free disk nothing is taken: the roster still has to grow by what is already here. */
const FREE_DISK_BYTES = 100 * 1024 * 1024;

/** Whether deliveries are refused, by what `statfs` says of the disk. */
export function isNearlyFull({ bavail, bsize }: { bavail: number; bsize: number }): boolean {
  return bavail * bsize < FREE_DISK_BYTES;
}

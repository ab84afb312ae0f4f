/** How the name of a backup ends. */
export const BACKUP_EXTENSION = 'rollcall';

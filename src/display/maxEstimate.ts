/** A year, in seconds. The service estimates no longer time left; what is above it is not shown. */
export const MAX_ESTIMATE_SECONDS = 365 * 24 * 3600;

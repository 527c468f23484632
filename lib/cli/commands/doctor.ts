import { doctor } from "../doctor.ts";

/** Says what is installed and what is missing. */
export async function run(): Promise<number> {
  return doctor();
}

export { MaximumAssignment } from "./maximumAssignment.ts";

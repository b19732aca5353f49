"""The pages of a build before they are parsed: filtered, sampled for recurring lines, cut into batches."""

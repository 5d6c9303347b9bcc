"""Words for people: amounts, dates, references and calendars as a reader meets them."""

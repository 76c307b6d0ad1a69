"""What other tools read: annotations, linked data, timelines, graphs and tables; one file a standard."""

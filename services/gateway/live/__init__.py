"""What an open page shows without being asked: events → journal → every gateway process → the clients they concern."""

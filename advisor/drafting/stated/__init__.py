"""What the evidence files state by figure: numbers, periods, labels, sentences and tables read into measures. Pure."""

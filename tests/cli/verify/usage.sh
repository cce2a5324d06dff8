# Options of the attack without the attack.
yg-verify --least 5 .
